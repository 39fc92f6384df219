namespace LocalAI.Plugins.Jinja.Calls;

/// <summary>What a filter, test, method or function does: with the value before the bar, the dot or the is, where there is one.</summary>
internal delegate JinjaValue BuiltinBody(RenderState state, JinjaValue value, BoundArguments arguments);

/// <summary>A filter, test, method or function.</summary>
/// <param name="signature">Its parameters.</param>
/// <param name="body">What it does.</param>
internal sealed class Builtin(Signature signature, BuiltinBody body)
{
    public string Name => signature.Name;

    /// <summary>Whether the sandbox hides it, because it would change the value.</summary>
    public bool IsUnsafe { get; init; }

    public JinjaValue Invoke(RenderState state, JinjaValue value, CallArguments arguments) =>
        body(state, value, signature.Bind(arguments));
}
