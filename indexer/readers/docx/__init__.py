"""Read Word documents (DOCX). What other packed formats share with them belongs in `readers.shared`."""
