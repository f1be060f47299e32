"""Read web pages: the article and its blocks, without the site around it. Nothing is fetched from the network here."""
