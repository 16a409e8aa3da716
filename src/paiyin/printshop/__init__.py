"""What goes to the print shop: the package with its ticket, and its delivery."""
