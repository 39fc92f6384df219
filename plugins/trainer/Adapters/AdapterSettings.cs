namespace LocalAI.Plugins.Trainer.Adapters;

/// <summary>The size and strength of adapters.</summary>
internal sealed record AdapterSettings
{
    /// <summary>The rank of the difference, from 1.</summary>
    public int Rank { get; init; } = 16;

    /// <summary>The difference is multiplied by this ÷ <see cref="Rank"/>.</summary>
    public float Alpha { get; init; } = 16;

    /// <summary>The probability that an element of the input is dropped while training.</summary>
    public float Dropout { get; init; }

    /// <summary>What the difference is multiplied by.</summary>
    public float Scale => Alpha / Rank;
}
