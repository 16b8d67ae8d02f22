"""The last stage: hubs (WebSub), search engines (IndexNow) and webhooks are told what changed.

What is to be told is queued in the store, in the transactions that say that it changed, and told when everything is in
place. So a crash loses nothing, and a hub that is slow or down costs a run its budget of seconds and nothing else.
"""
