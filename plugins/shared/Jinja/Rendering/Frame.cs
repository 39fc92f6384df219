namespace LocalAI.Plugins.Jinja.Rendering;

/// <summary>The variables of one activation: of the template itself, of a macro, or of a recursive loop.</summary>
internal sealed class Frame(RenderState state, int slots, Frame? outer)
{
    public readonly RenderState State = state;

    /// <summary>A variable that was never set is null.</summary>
    public readonly JinjaValue?[] Slots = slots == 0 ? [] : new JinjaValue?[slots];

    public readonly Frame? Outer = outer;
}
