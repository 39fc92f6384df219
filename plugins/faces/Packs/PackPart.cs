namespace LocalAI.Plugins.Faces.Packs;

/// <summary>One model of a pack.</summary>
internal abstract record PackPart
{
    /// <summary>Its file: a name in the pack's folder, or an absolute path once it was found; null where it is still to be found.</summary>
    public string? File { get; init; }

    /// <summary>What it takes of a pixel.</summary>
    public PixelPart Pixels { get; set; } = new();

    /// <summary>What it does, for messages.</summary>
    public abstract string Role { get; }

    /// <summary>Adds what is wrong with the numbers.</summary>
    public virtual void Check(List<string> faults) => Pixels.Check(Role, faults);
}
