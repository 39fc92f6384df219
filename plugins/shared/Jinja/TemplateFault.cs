namespace LocalAI.Plugins.Jinja;

/// <summary>A failure on its way to the template, which knows the place and makes a <see cref="JinjaException"/> of it.</summary>
/// <param name="kind">What kind of failure it is.</param>
/// <param name="reason">The failure without its place.</param>
/// <param name="offset">Where in the source, if the thrower knows; else where the rendering stands.</param>
internal sealed class TemplateFault(JinjaErrorKind kind, string reason, int? offset = null) : Exception(reason)
{
    public JinjaErrorKind Kind { get; } = kind;

    public int? Offset { get; } = offset;

    /// <summary>A failed operation.</summary>
    public static TemplateFault Evaluation(string reason) => new(JinjaErrorKind.Evaluation, reason);

    /// <summary>A limit that was reached.</summary>
    public static TemplateFault Limit(string reason) => new(JinjaErrorKind.Limit, reason);
}
