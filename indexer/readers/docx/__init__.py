"""Read Word documents (DOCX). What other packed formats share with them belongs to `readers.shared`."""
