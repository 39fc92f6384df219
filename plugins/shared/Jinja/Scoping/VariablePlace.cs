namespace LocalAI.Plugins.Jinja.Scoping;

/// <summary>Where a variable is, seen from a frame: how many frames out, and in which slot.</summary>
internal readonly struct VariablePlace(int hops, int slot)
{
    public JinjaValue? Read(Frame frame)
    {
        for (var i = hops; i > 0; i--)
            frame = frame.Outer!;
        return frame.Slots[slot];
    }
}
