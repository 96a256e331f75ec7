"""What Hawker's turns cost, measured side by side with the least a skill can do."""
