namespace LocalAI.Plugins.Jinja.Scoping;

/// <summary>Gives a scope's variables their first values, each time it is entered.</summary>
internal sealed class ScopeEntry(IEnumerable<ScopeEntry.Load> loads)
{
    private readonly Load[] _loads = [.. loads];

    public void Run(Frame frame)
    {
        foreach (var load in _loads)
        {
            frame.Slots[load.Slot] = load.Kind switch
            {
                LoadKind.Resolve => frame.State.Resolve(load.Name!),
                LoadKind.Alias => load.Place.Read(frame),
                _ => null,
            };
        }
    }

    /// <summary>One variable's first value.</summary>
    internal readonly record struct Load(int Slot, LoadKind Kind, StringValue? Name, VariablePlace Place);
}
