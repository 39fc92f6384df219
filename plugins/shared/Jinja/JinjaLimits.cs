namespace LocalAI.Plugins.Jinja;

/// <summary>What one template may cost. A template comes with a model file, so it is as hostile as any other input.</summary>
public sealed record JinjaLimits
{
    /// <summary>The limits that hold where none are given: far above what any known chat template needs.</summary>
    public static JinjaLimits Default { get; } = new();

    /// <summary>The longest template, in characters.</summary>
    public int SourceLength { get; init; } = 1 << 20;

    /// <summary>How deep expressions may nest in each other; the same bound holds for statements.</summary>
    public int Nesting { get; init; } = 200;

    /// <summary>How many macros and recursive loops may be active at once.</summary>
    public int CallDepth { get; init; } = 200;

    /// <summary>Evaluated expressions, executed statements, and units of work inside of filters.</summary>
    public long Steps { get; init; } = 50_000_000;

    /// <summary>The longest result, in characters.</summary>
    public int OutputLength { get; init; } = 16 << 20;

    /// <summary>The longest string that an expression may make, in characters.</summary>
    public int TextLength { get; init; } = 16 << 20;

    /// <summary>The longest list that an expression may make.</summary>
    public int Items { get; init; } = 1 << 20;

    /// <summary>All that a rendering may make in values, in characters; one item of a list counts for eight.</summary>
    public long Allocation { get; init; } = 256L << 20;
}
