using LocalAI.Plugins.Jinja.Statements;

namespace LocalAI.Plugins.Jinja.Values;

/// <summary>self.name: renders the block again.</summary>
internal sealed class BlockReferenceValue(BlockStatement block) : CallableValue
{
    internal override string TypeName => "BlockReference";

    public override JinjaValue Call(RenderState state, CallArguments arguments)
    {
        if (arguments.Positional.Length + arguments.Named.Length > 0)
            throw TemplateFault.Evaluation("a block takes no arguments");
        var start = state.Buffer.Length;
        block.Execute(state);
        return state.Captured(start);
    }

    internal override void AppendRepr(TextBuffer buffer) => buffer.Append("<BlockReference>");
}
