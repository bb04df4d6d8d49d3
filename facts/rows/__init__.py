"""General knowledge of the beat, in rows.

Names of one thing stand in one list. Before a name, ``=`` means that it is matched as written only ("=US", not "us"),
``~`` that it is also a common word, so that it counts only beside a word or number of its kind ("~Warrior" beside
"exercise" or "VIII"). The ids of the register win: a row whose name the register knows takes the register's id.
"""
