using System.Globalization;

namespace LocalAI.Plugins.Jinja.Filters;

/// <summary>"a.b.0": the attribute that a filter looks at; numbers are indices.</summary>
internal sealed class AttributePath
{
    private readonly JinjaValue[] _parts;
    private readonly JinjaValue? _default;

    /// <param name="attribute">The path, or null for the item itself.</param>
    /// <param name="otherwise">What an undefined part is replaced by, or null.</param>
    public AttributePath(JinjaValue? attribute, JinjaValue? otherwise = null)
    {
        _default = otherwise is NoneValue ? null : otherwise;
        _parts = attribute switch
        {
            null or NoneValue => [],
            StringValue text => [.. text.Text.Split('.').Select(Part)],
            _ => [attribute],
        };
    }

    public JinjaValue Of(RenderState state, JinjaValue item)
    {
        state.Budget.Steps(_parts.Length);
        foreach (var part in _parts)
        {
            item = Subscript.Item(state, item, part);
            if (_default is not null && item is UndefinedValue)
                item = _default;
        }
        return item;
    }

    private static JinjaValue Part(string part) =>
        part.Length > 0 && part.All(char.IsAsciiDigit) && long.TryParse(part, CultureInfo.InvariantCulture, out var index)
            ? IntegerValue.Of(index)
            : new StringValue(part);
}
