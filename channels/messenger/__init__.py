"""What the messengers share: nothing taken twice, nothing lost on the way in or out, files fetched with care."""
