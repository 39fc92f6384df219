using System.Collections.Frozen;
using LocalAI.Plugins.Llama.PromptCache;
using LocalAI.Plugins.Llama.Sampling;

namespace LocalAI.Plugins.Llama.Decoding;

/// <summary>What to generate; every value is checked before it gets here.</summary>
internal sealed record GenerationRequest
{
    public required int[] Prompt { get; init; }

    public required SamplerSettings Sampling { get; init; }

    public IReadOnlyList<string> Stops { get; init; } = [];

    /// <summary>Tokens to generate at most.</summary>
    public int MaxTokens { get; init; } = int.MaxValue;

    /// <summary>Tokens of the prompt that a context shift keeps.</summary>
    public int Keep { get; init; }

    /// <summary>Tokens to draft in one step at most; 0 for as many as the load allows.</summary>
    public int DraftTokens { get; init; }

    /// <summary>Control tokens whose texts are part of the answer, because they mark calls and thoughts in it.</summary>
    public IReadOnlySet<int> Spelled { get; init; } = FrozenSet<int>.Empty;

    /// <summary>Makes what ends a thought that grows too long; null for no limit.</summary>
    public Func<ThoughtLimit>? ThoughtLimit { get; init; }

    /// <summary>Alternatives to report for each token; 0 reports no probabilities.</summary>
    public int TopLogprobs { get; init; }

    /// <summary>The file that the prompt is taken from and kept in; null for none.</summary>
    public PromptSession? Session { get; init; }

    /// <summary>Whether what a slot still has of an earlier prompt may be used again.</summary>
    public bool ReusePrefix { get; init; }
}
