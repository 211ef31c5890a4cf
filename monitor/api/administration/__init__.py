"""The pages on which an administrator links other systems: tokens and webhooks."""
