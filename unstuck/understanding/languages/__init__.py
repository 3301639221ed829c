"""Languages beside English: their words are data, one encoder and one classifier hear all of them."""
