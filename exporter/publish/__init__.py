"""Put documents in place: atomically, only where the bytes differ, flushed before anything names them."""
