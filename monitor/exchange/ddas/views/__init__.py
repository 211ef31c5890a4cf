"""The DDAS pages: bringing a delivery in, and making one."""
