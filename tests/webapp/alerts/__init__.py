"""Tests of mails on saved searches."""
