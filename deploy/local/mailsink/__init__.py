"""Takes the mails that a local stack sends, and keeps them."""
