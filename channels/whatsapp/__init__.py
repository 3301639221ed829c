"""WhatsApp: messages in through the Cloud API's webhook; text, buttons, lists and files out."""
