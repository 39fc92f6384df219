using System.Runtime.InteropServices;
using LocalAI.Plugins.Llama.PromptCache;

namespace LocalAI.Plugins.Llama.Decoding;

/// <summary>
/// One sequence of the context: what its cache holds, and the generation it works for. An idle slot keeps its tokens, so that a
/// prompt that begins alike need not be computed again.
/// </summary>
internal sealed class Slot(int id, LlamaContext context)
{
    private readonly List<int> _cached = [];

    /// <summary>The sequence in the context.</summary>
    public int Id => id;

    /// <summary>Tokens in the cache.</summary>
    public int Length => _cached.Count;

    public Generation? Generation { get; private set; }

    /// <summary>When the slot last became idle, in steps of the loop.</summary>
    public long IdleSince { get; private set; }

    /// <summary>The sampled token that is decoded next; null while the prompt is being read.</summary>
    public int? NextToken { get; set; }

    /// <summary>The place in the batch whose output this slot waits for; -1 when there is none.</summary>
    public int OutputIndex { get; set; } = -1;

    /// <summary>Tokens of the slot in the batch that is being decoded.</summary>
    public int Submitted { get; set; }

    /// <summary>Guesses for what follows <see cref="NextToken"/>, decoded with it in this step.</summary>
    public List<int> Draft { get; } = [];

    /// <summary>The tokens in the cache.</summary>
    public ReadOnlySpan<int> Tokens => CollectionsMarshal.AsSpan(_cached);

    public int[] Prompt => Generation?.Request.Prompt ?? [];

    /// <summary>Prompt tokens not yet computed.</summary>
    public int PromptLeft => NextToken is null ? Math.Max(0, Prompt.Length - Length) : 0;

    /// <summary>Cache the slot has or is sure to need.</summary>
    public int Reserved => Generation is null ? Length : Math.Max(Length, Prompt.Length) + 1 + Draft.Count;

    /// <summary>Whether the text in the cache may be kept for later: it was written for a request that wants prompts reused.</summary>
    public bool IsKeepable { get; private set; }

    /// <summary>How many tokens of a prompt the cache already holds in the same places.</summary>
    public int CommonPrefix(ReadOnlySpan<int> prompt) => CollectionsMarshal.AsSpan(_cached).CommonPrefixLength(prompt);

    public void Begin(Generation generation, int reuseChunk)
    {
        var prompt = generation.Request.Prompt;
        // At least the last token is computed: its logits give the first new one.
        var kept = generation.Request.ReusePrefix ? Math.Min(CommonPrefix(prompt), prompt.Length - 1) : 0;
        if (generation.Request.ReusePrefix && reuseChunk > 0 && context.CanShift)
            kept = Math.Min(MoveMatchingChunks(prompt, kept, reuseChunk), prompt.Length - 1);

        Truncate(IsWindowComplete(kept) ? kept : 0);
        Generation = generation;
        IsKeepable = generation.Request.ReusePrefix;
        NextToken = null;
        generation.Begin(Length);
    }

    public void Release(long step)
    {
        Generation?.Dispose();
        Generation = null;
        NextToken = null;
        OutputIndex = -1;
        Submitted = 0;
        Draft.Clear();
        IdleSince = step;
    }

    /// <summary>Copies the text and what was computed from it; null when there is none, or when it cannot be copied.</summary>
    public SequenceState? Save() =>
        _cached.Count > 0 && context.SaveSequence(id) is { } state ? new SequenceState([.. _cached], state) : null;

    /// <summary>Puts a copy in place of what the idle slot holds; one that does not fit leaves it empty.</summary>
    public void Restore(SequenceState state)
    {
        Truncate(0);
        if (context.LoadSequence(id, state.State))
            _cached.AddRange(state.Tokens);
    }

    /// <summary>Notes tokens that the decode has put into the cache.</summary>
    public void Cached(ReadOnlySpan<int> tokens) => _cached.AddRange(tokens);

    /// <summary>Cuts the cache to a length; a kind of cache that cannot is emptied, and the prompt computed anew.</summary>
    public void Truncate(int length)
    {
        if (length >= _cached.Count)
            return;
        if (!context.Truncate(id, length))
        {
            context.Truncate(id, 0);
            length = 0;
        }
        _cached.RemoveRange(length, _cached.Count - length);
    }

    /// <summary>Removes what a decode that did not finish may have left behind.</summary>
    public void RollBack() => _ = context.Truncate(id, _cached.Count);

    /// <summary>Drops the older half of what follows the first <paramref name="keep"/> tokens, so that the text can go on.</summary>
    public void Shift(int keep)
    {
        keep = Math.Clamp(keep, 0, _cached.Count - 2);
        var discarded = Math.Max(1, (_cached.Count - keep) / 2);
        context.Cut(id, keep, keep + discarded);
        _cached.RemoveRange(keep, discarded);
    }

    /// <summary>Whether the cache still has all that a sliding window reaches back to from a position.</summary>
    private bool IsWindowComplete(int length) =>
        length == 0 || context.SlidingWindow == 0 || context.FirstPosition(id) <= Math.Max(0, length - context.SlidingWindow);

    /// <summary>
    /// Beyond the common prefix, moves runs of at least <paramref name="least"/> equal tokens to their new places (the cache_reuse of
    /// llama.cpp: their values are those computed behind the old text).
    /// </summary>
    /// <returns>How many tokens of the prompt the cache holds now.</returns>
    private int MoveMatchingChunks(ReadOnlySpan<int> prompt, int kept, int least)
    {
        var from = kept;
        while (from < _cached.Count && kept < prompt.Length)
        {
            var run = CollectionsMarshal.AsSpan(_cached)[from..].CommonPrefixLength(prompt[kept..]);
            if (run < least)
            {
                from++;
                continue;
            }
            if (from > kept)
            {
                context.Cut(id, kept, from);
                _cached.RemoveRange(kept, from - kept);
            }
            kept += run;
            from = kept;
        }
        return kept;
    }
}
