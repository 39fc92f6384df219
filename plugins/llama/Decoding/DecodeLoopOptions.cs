using LocalAI.Plugins.Llama.Drafting;
using LocalAI.Plugins.Llama.PromptCache;

namespace LocalAI.Plugins.Llama.Decoding;

/// <summary>How a decode loop shares its context.</summary>
internal sealed record DecodeLoopOptions
{
    /// <summary>Texts generated at once.</summary>
    public required int Slots { get; init; }

    /// <summary>Whether the slots share one cache.</summary>
    public required bool UnifiedCache { get; init; }

    /// <summary>Whether a full context drops its older half and goes on.</summary>
    public bool ContextShift { get; init; }

    /// <summary>The part of a prompt (0..1) a slot must hold to be preferred for it.</summary>
    public float SlotSimilarity { get; init; } = 0.1f;

    /// <summary>What drafts tokens, owned by the loop; null for nothing.</summary>
    public DraftSource? Drafts { get; init; }

    /// <summary>Where texts go that slots no longer hold; null for nowhere.</summary>
    public HostPromptCache? HostCache { get; init; }

    /// <summary>Whether those that idle slots lose to make room go there, too.</summary>
    public bool CacheIdleSlots { get; init; }

    /// <summary>The shortest run of tokens that is moved to a new place instead of computed; 0 moves none.</summary>
    public int ReuseChunk { get; init; }
}
