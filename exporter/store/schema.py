"""The store's tables, as a numbered list of migrations.

One SQL text for SQLite and PostgreSQL: BIGINT, INTEGER, TEXT and BYTEA only; times are seconds since 1970, UTC.
A migration that has been released is never edited: a change is a new one at the end.
"""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        # What the store remembers of itself: `store` (its own UUID), `output`, `rules`, `archive_page`, `edition`,
        # `edition_begun`, `settled` (how many runs have been), `settled_rules`, `stopped`, `rendering:KIND`,
        # `selections`, `strangers`, `complete:SOURCE` (1: it is noted what its dumps give), `success:SOURCE` (when a
        # run ended that read all of it), `looked` (when all of it was last looked at), `restored` (when the run began
        # that published the tree from which this store was rebuilt).
        "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
        # Articles, without their texts: what orders and places them, small enough to walk through by the million.
        """CREATE TABLE articles (
            n INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            sequence BIGINT UNIQUE,         -- NULL until the run that brought it has read everything
            published BIGINT NOT NULL,
            updated BIGINT NOT NULL,
            first_seen BIGINT NOT NULL,
            host TEXT NOT NULL,
            url TEXT NOT NULL,
            stated BIGINT NOT NULL,         -- the time that the version now shown states
            source TEXT NOT NULL,           -- where that version came from
            dump TEXT NOT NULL,
            record TEXT NOT NULL,           -- digest of its record
            significant TEXT NOT NULL,      -- digest of what moves `updated`
            rules TEXT NOT NULL,            -- fingerprint of the rules that normalised it
            run BIGINT NOT NULL,            -- the run that brought it (a run cut off and its successor are one)
            prior_updated BIGINT NOT NULL,  -- what these two were before that run,
            prior_significant TEXT NOT NULL -- so that the order of dumps within a run decides nothing
        )""",
        "CREATE INDEX articles_by_time ON articles (published, id)",
        "CREATE INDEX articles_by_host ON articles (host, published)",
        "CREATE INDEX articles_by_edit ON articles (updated, id) WHERE updated > published",
        # Articles whose documents are not marked yet. A table, so that marking them writes no article once more.
        "CREATE TABLE dirty (n INTEGER PRIMARY KEY)",
        # JSON as bytes, as it is written and read: text would be decoded and encoded again, some 30 us an article. What
        # documents show comes first, so that the pages of the record behind it are not walked through.
        "CREATE TABLE texts (n INTEGER PRIMARY KEY, article BYTEA NOT NULL, record BYTEA NOT NULL)",
        # Every identity key ever seen of an article (DESIGN.md decision 1).
        "CREATE TABLE keys (key TEXT PRIMARY KEY, n INTEGER NOT NULL)",
        "CREATE INDEX keys_by_article ON keys (n)",
        # Every record ever seen, and the run that saw it first: the same words make no second version (decision 2).
        # By article first: those of new ones are added at the end, instead of anywhere in an index of all digests.
        "CREATE TABLE records (n INTEGER NOT NULL, digest TEXT NOT NULL, run BIGINT NOT NULL, PRIMARY KEY (n, digest))",
        """CREATE TABLE dumps (
            source TEXT NOT NULL,
            name TEXT NOT NULL,
            size BIGINT NOT NULL,
            mtime BIGINT NOT NULL,          -- nanoseconds
            digest TEXT NOT NULL,           -- of the bytes
            records TEXT NOT NULL,          -- digests of its records, separated by spaces
            rejected BIGINT NOT NULL,
            held BIGINT NOT NULL,
            rules TEXT NOT NULL,            -- fingerprint of reader and rules: under new ones rejects are read again
            PRIMARY KEY (source, name)
        )""",
        """CREATE TABLE rejects (
            source TEXT NOT NULL, dump TEXT NOT NULL, line BIGINT NOT NULL,
            code TEXT NOT NULL, reason TEXT NOT NULL, run BIGINT NOT NULL,
            PRIMARY KEY (source, dump, line, code)
        )""",
        """CREATE TABLE held (
            source TEXT NOT NULL, dump TEXT NOT NULL, line BIGINT NOT NULL,
            published BIGINT NOT NULL, title TEXT NOT NULL, url TEXT NOT NULL,
            PRIMARY KEY (source, dump, line)
        )""",
        # Main feed, sections and selections; id and slug are given once and kept. Without a slug it has no document.
        """CREATE TABLE feeds (
            n INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, title TEXT NOT NULL,
            slug TEXT, id TEXT, UNIQUE (kind, name)
        )""",
        """CREATE TABLE memberships (
            feed INTEGER NOT NULL, n INTEGER NOT NULL, published BIGINT NOT NULL,
            departed INTEGER NOT NULL,      -- 1: it left a feed; after a run only where it left nothing behind
            PRIMARY KEY (n, feed)
        )""",
        "CREATE INDEX memberships_by_time ON memberships (feed, published, n)",
        "CREATE INDEX memberships_departed ON memberships (feed) WHERE departed = 1",
        # How many articles each feed has of each UTC day, counted from 1970; feed 0 is all of them. Pages for people
        # show the whole history: to count it anew would cost the archive at every run.
        """CREATE TABLE counts (
            feed INTEGER NOT NULL, day BIGINT NOT NULL, articles BIGINT NOT NULL, PRIMARY KEY (feed, day)
        )""",
        # Every file of the published tree, by the document that it is a part of.
        """CREATE TABLE documents (
            path TEXT PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL,
            sha256 TEXT NOT NULL, size BIGINT NOT NULL, count BIGINT NOT NULL, updated BIGINT NOT NULL,
            rendering TEXT NOT NULL,        -- digest of renderer version and configuration
            edition BIGINT NOT NULL,        -- that last changed it
            expires BIGINT                  -- news sitemaps: when the clock changes it
        )""",
        "CREATE INDEX documents_by_key ON documents (kind, key)",
        "CREATE INDEX documents_by_expiry ON documents (expires) WHERE expires IS NOT NULL",
        # Documents to be rendered and put in place; a mark goes when that is flushed to disk (decision 4).
        "CREATE TABLE marks (kind TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (kind, key))",
        # Files that no document names any more, to be removed last, data shards only some editions later.
        "CREATE TABLE retired (path TEXT PRIMARY KEY, kind TEXT NOT NULL, edition BIGINT NOT NULL, at BIGINT NOT NULL)",
        """CREATE TABLE runs (
            n INTEGER PRIMARY KEY, started BIGINT NOT NULL, finished BIGINT, edition BIGINT, report TEXT
        )""",
    ),
    (
        # Digests that a dump gave before something of it was rejected: what comes next may be an edit of these.
        "ALTER TABLE dumps ADD COLUMN earlier TEXT NOT NULL DEFAULT ''",
        # 1: all of its memberships have departed, and none has come since; 2: some have, in a run that is not settled.
        "ALTER TABLE feeds ADD COLUMN emptied INTEGER NOT NULL DEFAULT 0",
        # Whom to tell of what changed, until they are told or it is given up: one row for each thing, however often it
        # changes meanwhile. Queued in the transaction that says that it changed (decision 4).
        """CREATE TABLE outbox (
            n INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,             -- websub, indexnow, webhook
            target TEXT NOT NULL,           -- the hub; the host; the webhook, without what is secret
            subject TEXT NOT NULL,          -- the URL of the topic or article; for webhooks empty: the edition itself
            edition BIGINT NOT NULL,        -- the last that changed it
            since BIGINT NOT NULL,          -- when the first change was that is not told yet
            attempts BIGINT NOT NULL,
            due BIGINT NOT NULL,            -- when it is tried next
            dead INTEGER NOT NULL,          -- 1: given up, until it changes again
            unreachable INTEGER NOT NULL,   -- 1: the last attempt failed for all of this target; so all of it waits
            reason TEXT NOT NULL,           -- why the last attempt failed
            UNIQUE (kind, target, subject)
        )""",
        "CREATE INDEX outbox_by_due ON outbox (kind, target, dead, due)",
        # Folders of sources of which all was taken in, so that a run need not compare each dump.
        """CREATE TABLE folders (
            source TEXT NOT NULL,
            prefix TEXT NOT NULL,           -- of the names of dumps in it: empty, or ending in /
            rules TEXT NOT NULL,            -- fingerprint of what decides which dumps it has and how they are read
            mtime BIGINT NOT NULL,          -- nanoseconds; 0: list it, whatever its time
            folders TEXT NOT NULL,          -- names of those in it, in JSON
            blocks TEXT NOT NULL,           -- dumps that need not be looked at one by one: digest and counts, in JSON
            PRIMARY KEY (source, prefix)
        )""",
    ),
    (
        # How many records it gave (`records` does not name those of a very large one), and how far a file that grows at
        # its end was read: offset, lines and a digest of what stands before, in JSON.
        "ALTER TABLE dumps ADD COLUMN given BIGINT NOT NULL DEFAULT 0",
        "UPDATE dumps SET given = (length(records) + 1) / 33",
        "ALTER TABLE dumps ADD COLUMN position TEXT NOT NULL DEFAULT ''",
        # Where in a dump that is an archive: its member.
        """CREATE TABLE rejects_by_member (
            source TEXT NOT NULL, dump TEXT NOT NULL, member TEXT NOT NULL, line BIGINT NOT NULL,
            code TEXT NOT NULL, reason TEXT NOT NULL, run BIGINT NOT NULL,
            PRIMARY KEY (source, dump, member, line, code)
        )""",
        "INSERT INTO rejects_by_member SELECT source, dump, '', line, code, reason, run FROM rejects",
        "DROP TABLE rejects",
        "ALTER TABLE rejects_by_member RENAME TO rejects",
        """CREATE TABLE held_by_member (
            source TEXT NOT NULL, dump TEXT NOT NULL, member TEXT NOT NULL, line BIGINT NOT NULL,
            published BIGINT NOT NULL, title TEXT NOT NULL, url TEXT NOT NULL,
            PRIMARY KEY (source, dump, member, line)
        )""",
        "INSERT INTO held_by_member SELECT source, dump, '', line, published, title, url FROM held",
        "DROP TABLE held",
        "ALTER TABLE held_by_member RENAME TO held",
        # Sources on the net, and by what their last body is known again (RFC 9110 section 8.8).
        """CREATE TABLE fetched (
            source TEXT PRIMARY KEY,
            url TEXT NOT NULL,              -- digest of the URL that gave it, after redirects
            etag TEXT NOT NULL,
            modified TEXT NOT NULL,         -- as stated
            size BIGINT NOT NULL,           -- as of its dump
            mtime BIGINT NOT NULL
        )""",
        # The same text under another URL of its publisher. Those that were published before stay so.
        "ALTER TABLE articles ADD COLUMN text_digest BIGINT",  # of publisher and body; NULL: too short to compare
        "ALTER TABLE articles ADD COLUMN original INTEGER",  # of a duplicate: of which article; it has no sequence
        "ALTER TABLE articles ADD COLUMN judged BIGINT",  # of a duplicate: text_digest when that was decided
        "CREATE INDEX articles_by_text ON articles (text_digest) WHERE text_digest IS NOT NULL AND original IS NULL",
        "CREATE INDEX articles_by_original ON articles (original, url) WHERE original IS NOT NULL",
    ),
    (
        # Withdrawn: taken down everywhere. The article keeps its row, without sequence and memberships, so that
        # whatever dump says it again brings nothing back; once erased it has none.
        "ALTER TABLE articles ADD COLUMN withdrawn BIGINT",  # when; NULL: it is not
        """CREATE TABLE tombstones (
            id TEXT PRIMARY KEY,            -- of the article
            n INTEGER UNIQUE,               -- of the article; NULL once it is erased
            sequence BIGINT UNIQUE,         -- its place in the archive, which nobody else gets; NULL: it had none
            published BIGINT NOT NULL,      -- of the article, to name the file that it had
            at BIGINT NOT NULL,             -- when it was withdrawn
            source TEXT NOT NULL,           -- the complete source that gives it no more; empty: by hand
            reason TEXT NOT NULL,
            url TEXT NOT NULL               -- empty once it is erased
        )""",
        "CREATE INDEX tombstones_by_time ON tombstones (at, id)",
        # Feeds that it belonged to, whose documents carry the tombstone.
        "CREATE TABLE tombstone_feeds (feed INTEGER NOT NULL, id TEXT NOT NULL, PRIMARY KEY (id, feed))",
        "CREATE INDEX tombstone_feeds_by_feed ON tombstone_feeds (feed)",
        # Digests of the identity keys of what was withdrawn: nothing else of what was erased is known again.
        """CREATE TABLE gone_keys (
            digest TEXT PRIMARY KEY, id TEXT NOT NULL,
            unsettled INTEGER NOT NULL DEFAULT 0    -- 1: found by a run that has not settled
        )""",
        "CREATE INDEX gone_keys_unsettled ON gone_keys (unsettled) WHERE unsettled = 1",
        "CREATE INDEX gone_keys_by_id ON gone_keys (id)",
        # Digests of the texts that a withdrawn article, or a duplicate of it, has had since: whatever else says one of
        # these is a duplicate of it.
        """CREATE TABLE gone_texts (
            digest BIGINT NOT NULL, n INTEGER NOT NULL,
            unsettled INTEGER NOT NULL DEFAULT 0,   -- as of gone_keys
            PRIMARY KEY (digest, n)
        )""",
        "CREATE INDEX gone_texts_unsettled ON gone_texts (unsettled) WHERE unsettled = 1",
        "CREATE INDEX gone_texts_by_article ON gone_texts (n)",
        # Days of which every data shard that was ever published goes at once, because it holds what was withdrawn.
        "CREATE TABLE purges (day TEXT PRIMARY KEY)",
        # Of complete sources: which article each dump gives.
        """CREATE TABLE given (
            source TEXT NOT NULL, dump TEXT NOT NULL, n INTEGER NOT NULL, run BIGINT NOT NULL,
            PRIMARY KEY (source, dump, n)
        )""",
        "CREATE INDEX given_by_article ON given (n)",
        "CREATE INDEX given_lost ON given (source) WHERE run <= 0",  # by that dump, which gave it
        # The same title, text and authors under another id: what a brake counts.
        "CREATE INDEX articles_by_words ON articles (significant)",
        # What was there when the last run settled, and has changed since: so that a run that must not be published can
        # be taken back. A dump that was not known then has no `records`.
        """CREATE TABLE unsettled (
            n INTEGER PRIMARY KEY, row TEXT NOT NULL, article BYTEA NOT NULL, record BYTEA NOT NULL,
            keys TEXT NOT NULL, memberships TEXT NOT NULL
        )""",
        """CREATE TABLE unsettled_dumps (
            source TEXT NOT NULL, name TEXT NOT NULL, digest TEXT, records TEXT, rejected BIGINT, held BIGINT,
            rules TEXT, given BIGINT, earlier TEXT, position TEXT, PRIMARY KEY (source, name)
        )""",
        # Of what a row says, so that a damaged one is not taken for true; NULL: of an earlier version.
        "ALTER TABLE articles ADD COLUMN checksum BIGINT",
        "ALTER TABLE texts ADD COLUMN checksum BIGINT",
        "ALTER TABLE documents ADD COLUMN checksum BIGINT",
        "ALTER TABLE tombstones ADD COLUMN checksum BIGINT",
        "ALTER TABLE feeds ADD COLUMN checksum BIGINT",
        "ALTER TABLE meta ADD COLUMN checksum BIGINT",
        # Articles, and duplicates, that came from the published tree, until a run that meets their dumps has settled.
        """CREATE TABLE restored (
            n INTEGER PRIMARY KEY,
            shown TEXT NOT NULL,            -- digest of what was published; empty: nothing was, it is a duplicate
            met INTEGER NOT NULL            -- 0: not yet; else 1 and how alike the version is that has come
        )""",
        "CREATE INDEX restored_met ON restored (met) WHERE met > 0",
    ),
)
