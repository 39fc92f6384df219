namespace LocalAI.Plugins.Jinja.Values;

/// <summary>What map, select and other lazy filters give: items that can be taken once, and nothing else.</summary>
/// <param name="source">The items; taken as they are asked for.</param>
/// <param name="typeName">Python's name of the type.</param>
internal sealed class GeneratorValue(IEnumerable<JinjaValue> source, string typeName = "generator") : JinjaValue
{
    private readonly IEnumerator<JinjaValue> _source = source.GetEnumerator();

    internal override string TypeName => typeName;

    internal override IEnumerable<JinjaValue> Iterate()
    {
        while (true)
        {
            // A generator may read from a generator, and so on.
            StackGuard.Ensure();
            if (!_source.MoveNext())
                yield break;
            yield return _source.Current;
        }
    }

    internal override void AppendRepr(TextBuffer buffer) => buffer.Append($"<{typeName} object>");
}
