namespace LocalAI.Plugins.Jinja.Scoping;

/// <summary>What becomes one <see cref="Frame"/>: the template, a macro, a recursive loop. Its scopes share the frame's slots.</summary>
internal sealed class FunctionScope(FunctionScope? outer)
{
    public FunctionScope? Outer => outer;

    /// <summary>How many slots a frame needs; known when all is bound.</summary>
    public int Slots { get; private set; }

    public Variable NewVariable() => new(this, Slots++);
}
