namespace LocalAI.Plugins.Llama.Decoding;

/// <summary>The slots of a context: which one takes a prompt, and whether the cache they share has room.</summary>
internal sealed class SlotTable
{
    private readonly Slot[] _slots;
    private readonly LlamaContext _context;
    private readonly float _similarity;
    private readonly bool _shared;
    private readonly Action<Slot>? _emptying;

    /// <param name="context">The context.</param>
    /// <param name="count">How many slots.</param>
    /// <param name="unified">Whether the slots share one cache; otherwise each has its part.</param>
    /// <param name="similarity">The part of a prompt (0..1) that a slot must already hold to be preferred for it.</param>
    /// <param name="emptying">Called with an idle slot that is about to lose its text to make room.</param>
    public SlotTable(LlamaContext context, int count, bool unified, float similarity, Action<Slot>? emptying = null)
    {
        _emptying = emptying;
        _context = context;
        _shared = unified && count > 1;
        _similarity = similarity;
        _slots = [.. Enumerable.Range(0, count).Select(id => new Slot(id, context))];
    }

    public ReadOnlySpan<Slot> All => _slots;

    /// <summary>Finds a slot for a prompt: the idle one that holds most of its beginning, else the one that is idle longest.</summary>
    /// <returns>Null when all work, or when the shared cache has no room for the prompt yet.</returns>
    public Slot? Choose(GenerationRequest request)
    {
        Slot? best = null;
        var bestPrefix = 0;
        Slot? oldest = null;
        foreach (var slot in _slots)
        {
            if (slot.Generation is not null)
                continue;
            if (oldest is null || slot.IdleSince < oldest.IdleSince)
                oldest = slot;
            var prefix = request.ReusePrefix ? slot.CommonPrefix(request.Prompt) : 0;
            if (prefix > bestPrefix && prefix >= _similarity * request.Prompt.Length)
                (best, bestPrefix) = (slot, prefix);
        }

        var chosen = best ?? oldest;
        return chosen is not null && MakeRoom(request.Prompt.Length + 1 - chosen.Length, except: chosen) ? chosen : null;
    }

    /// <summary>Makes room in the shared cache, by forgetting what idle slots hold, longest idle first.</summary>
    /// <returns>False when there is not enough even then.</returns>
    public bool MakeRoom(int tokens, Slot? except = null)
    {
        if (!_shared)
            return true;
        while (Free() < tokens)
        {
            var victim = _slots.Where(slot => slot.Generation is null && slot.Length > 0 && slot != except).MinBy(slot => slot.IdleSince);
            if (victim is null)
                return false;
            _emptying?.Invoke(victim);
            victim.Truncate(0);
        }
        return true;
    }

    /// <summary>Tokens of the shared cache that nobody has or is sure to need.</summary>
    public int Unreserved => _shared ? Free() : _context.Size;

    private int Free()
    {
        var free = _context.Size;
        foreach (var slot in _slots)
            free -= slot.Reserved;
        return free;
    }
}
