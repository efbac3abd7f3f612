"""Who speaks where no verb of speech with a subject tells it: named sources, passives, what stands beside a quotation, incises of any verb."""
