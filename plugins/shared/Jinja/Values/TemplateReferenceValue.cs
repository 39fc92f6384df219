using LocalAI.Plugins.Jinja.Statements;

namespace LocalAI.Plugins.Jinja.Values;

/// <summary>self: the template's blocks by their names.</summary>
internal sealed class TemplateReferenceValue(IReadOnlyDictionary<string, BlockStatement> blocks) : JinjaValue
{
    internal override string TypeName => "TemplateReference";

    public BlockReferenceValue? FindBlock(string name) =>
        blocks.TryGetValue(name, out var block) ? new BlockReferenceValue(block) : null;

    internal override void AppendRepr(TextBuffer buffer) => buffer.Append("<TemplateReference None>");
}
