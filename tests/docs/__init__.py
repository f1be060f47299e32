"""Tests that the documentation says what the program does. How well it reads cannot be tested here."""
