namespace LocalAI.Plugins.Jinja.Values;

/// <summary>Something that a template can call.</summary>
internal abstract class CallableValue : JinjaValue
{
    public abstract JinjaValue Call(RenderState state, CallArguments arguments);
}
