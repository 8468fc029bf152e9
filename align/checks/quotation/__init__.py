"""Shared by the checks on quotations: whose words a quote has, and where it parts from them."""
