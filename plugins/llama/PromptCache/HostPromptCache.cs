namespace LocalAI.Plugins.Llama.PromptCache;

/// <summary>
/// Keeps in the host's memory what slots held before (option <c>cache_ram</c>), so that a prompt which comes again need not be
/// computed again. Used by the decode loop's thread alone.
/// </summary>
/// <param name="mostBytes">Memory for all of it; what was not used longest goes first.</param>
internal sealed class HostPromptCache(long mostBytes)
{
    /// <summary>Shorter texts are computed about as fast as they are copied.</summary>
    public const int ShortestText = 32;

    /// <summary>The latest used last.</summary>
    private readonly List<SequenceState> _states = [];

    /// <summary>Bytes in use.</summary>
    public long Bytes { get; private set; }

    /// <summary>The states in it.</summary>
    public int Count => _states.Count;

    /// <summary>Whether a text is worth keeping and not kept yet.</summary>
    public bool Wants(ReadOnlySpan<int> tokens)
    {
        if (tokens.Length < ShortestText || mostBytes <= 0)
            return false;
        foreach (var state in _states)
        {
            if (state.CommonPrefix(tokens) == tokens.Length)
                return false;
        }
        return true;
    }

    /// <summary>Keeps a state, in place of those it continues.</summary>
    public void Keep(SequenceState state)
    {
        if (state.Bytes > mostBytes)
            return;
        foreach (var shorter in _states.Where(known => known.CommonPrefix(state.Tokens) == known.Tokens.Length).ToList())
            Drop(shorter);
        _states.Add(state);
        Bytes += state.Bytes;
        while (Bytes > mostBytes)
            Drop(_states[0]);
    }

    /// <summary>The state that begins with most of a prompt, if that is more than <paramref name="known"/> tokens.</summary>
    public SequenceState? Find(ReadOnlySpan<int> prompt, int known)
    {
        SequenceState? best = null;
        foreach (var state in _states)
        {
            if (state.CommonPrefix(prompt) is var prefix && prefix > known)
                (best, known) = (state, prefix);
        }
        if (best is not null)
        {
            _states.Remove(best);
            _states.Add(best);
        }
        return best;
    }

    private void Drop(SequenceState state)
    {
        _states.Remove(state);
        Bytes -= state.Bytes;
    }
}
