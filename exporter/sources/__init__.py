"""Where dumps come from. Yields what there is, in order, and gives the bytes when asked."""
