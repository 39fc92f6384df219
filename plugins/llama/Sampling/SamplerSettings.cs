using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Sampling;

/// <summary>
/// How the next token is chosen, read from a request. In the protocol 0 also means "not set", so a 0 that would make no sense
/// (TopP, TypicalP, Penalty, MirostatTAU, MirostatETA) switches the sampler off or asks for its default.
/// </summary>
internal sealed record SamplerSettings
{
    private const float DefaultMirostatTau = 5f;
    private const float DefaultMirostatEta = 0.1f;

    /// <summary>0 is greedy.</summary>
    public float Temperature { get; init; }

    /// <summary>Candidates kept; 0 keeps all.</summary>
    public int TopK { get; init; }

    /// <summary>1 keeps all.</summary>
    public float TopP { get; init; } = 1;

    /// <summary>0 keeps all.</summary>
    public float MinP { get; init; }

    /// <summary>1 keeps all.</summary>
    public float TypicalP { get; init; } = 1;

    /// <summary>Tokens looked back on by the penalties; 0 switches them off.</summary>
    public int PenaltyWindow { get; init; }

    /// <summary>1 changes nothing.</summary>
    public float RepeatPenalty { get; init; } = 1;

    public float FrequencyPenalty { get; init; }

    public float PresencePenalty { get; init; }

    /// <summary>0 off, 1 or 2 the version.</summary>
    public int Mirostat { get; init; }

    public float MirostatTau { get; init; } = DefaultMirostatTau;

    public float MirostatEta { get; init; } = DefaultMirostatEta;

    public uint Seed { get; init; }

    /// <summary>Numbers added to logits; minus infinity bans a token.</summary>
    public IReadOnlyDictionary<int, float> LogitBias { get; init; } = new Dictionary<int, float>();

    public GrammarSettings Grammar { get; init; } = GrammarSettings.None;

    public bool HasPenalties =>
        PenaltyWindow > 0 && (RepeatPenalty != 1 || FrequencyPenalty != 0 || PresencePenalty != 0);

    /// <summary>Whether the likeliest token is the answer as it stands, so that no sampler need run.</summary>
    public bool IsPlainGreedy =>
        Temperature == 0 && Mirostat == 0 && TypicalP >= 1 && !HasPenalties && LogitBias.Count == 0 && Grammar.IsEmpty;

    /// <summary>Reads and checks the sampling fields of a request; the fields of grammar and bias are left to their owners.</summary>
    /// <exception cref="EngineException">A value is out of its range; all such values are named.</exception>
    public static SamplerSettings From(PredictOptions request)
    {
        var faults = new List<string>();
        Check(faults, nameof(request.Temperature), request.Temperature, 0, float.MaxValue);
        Check(faults, nameof(request.TopK), request.TopK, 0, int.MaxValue);
        Check(faults, nameof(request.TopP), request.TopP, 0, float.MaxValue);
        Check(faults, nameof(request.MinP), request.MinP, 0, 1);
        Check(faults, nameof(request.TypicalP), request.TypicalP, 0, float.MaxValue);
        Check(faults, nameof(request.Repeat), request.Repeat, 0, int.MaxValue);
        Check(faults, nameof(request.Penalty), request.Penalty, 0, float.MaxValue);
        Check(faults, nameof(request.FrequencyPenalty), request.FrequencyPenalty, -float.MaxValue, float.MaxValue);
        Check(faults, nameof(request.PresencePenalty), request.PresencePenalty, -float.MaxValue, float.MaxValue);
        Check(faults, nameof(request.Mirostat), request.Mirostat, 0, 2);
        Check(faults, nameof(request.MirostatTAU), request.MirostatTAU, 0, float.MaxValue);
        Check(faults, nameof(request.MirostatETA), request.MirostatETA, 0, float.MaxValue);
        if (faults.Count > 0)
            throw new EngineException(EngineFailure.InvalidInput, string.Join(" ", faults));

        return new SamplerSettings
        {
            Temperature = request.Temperature,
            TopK = request.TopK,
            TopP = request.TopP == 0 ? 1 : request.TopP,
            MinP = request.MinP,
            TypicalP = request.TypicalP == 0 ? 1 : request.TypicalP,
            PenaltyWindow = request.Repeat,
            RepeatPenalty = request.Penalty == 0 ? 1 : request.Penalty,
            FrequencyPenalty = request.FrequencyPenalty,
            PresencePenalty = request.PresencePenalty,
            Mirostat = request.Mirostat,
            MirostatTau = request.MirostatTAU == 0 ? DefaultMirostatTau : request.MirostatTAU,
            MirostatEta = request.MirostatETA == 0 ? DefaultMirostatEta : request.MirostatETA,
            Seed = request.Seed < 0 ? (uint)Random.Shared.NextInt64(uint.MaxValue) : (uint)request.Seed,
        };
    }

    private static void Check(List<string> faults, string field, double value, double minimum, double maximum)
    {
        if (!(value >= minimum && value <= maximum))
        {
            var range = maximum >= int.MaxValue ? (minimum < 0 ? "a finite number" : $"{minimum} or more") : $"{minimum} to {maximum}";
            faults.Add(FormattableString.Invariant($"{field} is {value}; give {range}."));
        }
    }
}
