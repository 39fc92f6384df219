namespace LocalAI.Plugins.Forge.Grammar;

/// <summary>What the slots of a phrase are filled with, by their names in lower case.</summary>
internal sealed class Slots : Dictionary<string, string>
{
    public Slots()
        : base(StringComparer.Ordinal)
    {
    }

    /// <summary>The slots and others; of equal names the others' value holds.</summary>
    public Slots With(params (string Name, string Value)[] others)
    {
        var all = new Slots();
        foreach (var (name, value) in this)
            all[name] = value;
        foreach (var (name, value) in others)
            all[name] = value;
        return all;
    }

    public static Slots Of(params (string Name, string Value)[] slots) => new Slots().With(slots);
}
