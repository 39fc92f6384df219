using System.Globalization;
using System.Text.Json;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Grammars.Languages;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Llama.Grammars;

/// <summary>A JSON schema from a request: checks that its text can be read, follows references, and words the faults.</summary>
internal sealed class SchemaDocument
{
    /// <summary>The deepest nesting that is read.</summary>
    public const int Deepest = 64;

    private readonly JsonElement _root;
    private readonly string _field;
    private readonly Dictionary<string, SchemaNode> _anchors = [];

    /// <exception cref="EngineException">The document is too deep or has text that is not Unicode.</exception>
    public SchemaDocument(JsonElement root, string field, Effort effort)
    {
        (_root, _field, Effort) = (root, field, effort);
        Check(Root, 0);
    }

    /// <summary>What may still be spent on this schema and those beside it.</summary>
    public Effort Effort { get; }

    public SchemaNode Root => new(_root, "#");

    /// <summary>The schema that a $ref means.</summary>
    /// <param name="reference">The text of the $ref.</param>
    /// <param name="at">Where it stands.</param>
    public SchemaNode Resolve(string reference, string at)
    {
        if (reference == "#" || reference == Identifier())
            return Root;
        if (reference.StartsWith('#') && _anchors.TryGetValue(reference[1..], out var anchored))
            return anchored;
        if (!reference.StartsWith("#/", StringComparison.Ordinal))
            throw Refuse(at, $"refers to {GgufFault.Quote(reference)}", "refer to a schema in the same document, such as #/$defs/name");

        var node = Root;
        foreach (var encoded in reference[2..].Split('/'))
        {
            var segment = Uri.UnescapeDataString(encoded)
                .Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (node.Element.ValueKind == JsonValueKind.Object && node.Find(segment) is { } child)
                node = child;
            else if (node.Element.ValueKind == JsonValueKind.Array
                && int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                && index < node.Element.GetArrayLength())
                node = node.Items.ElementAt(index);
            else
                throw Refuse(at, $"refers to {GgufFault.Quote(reference)}, which is not there", "add it or correct the reference");
        }
        return node;
    }

    /// <summary>A refusal that names the place.</summary>
    /// <param name="pointer">Where.</param>
    /// <param name="what">What is wrong, as the verb of a sentence about the schema.</param>
    /// <param name="next">What to do.</param>
    public EngineException Refuse(string pointer, string what, string next)
    {
        var place = pointer.Length <= 200 ? pointer : string.Concat(pointer.AsSpan(0, 200), "…");
        return new EngineException(EngineFailure.InvalidInput, $"The JSON schema in {_field} {what}, at {place}; {next}.");
    }

    private string? Identifier() =>
        _root.ValueKind == JsonValueKind.Object && _root.TryGetProperty("$id", out var id) && id.ValueKind == JsonValueKind.String
            ? id.GetString() : null;

    private void Check(SchemaNode node, int depth)
    {
        if (depth > Deepest)
            throw Refuse(node.Pointer, $"nests deeper than {Deepest}", "move parts of it to $defs");
        Effort.Spend(1);
        switch (node.Element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in node.Element.EnumerateObject())
                    Check(node.Child(Readable(() => member.Name, node.Pointer), member.Value), depth + 1);
                if (node.Element.TryGetProperty("$anchor", out var anchor) && anchor.ValueKind == JsonValueKind.String)
                    _anchors.TryAdd(anchor.GetString()!, node);
                break;
            case JsonValueKind.Array:
                foreach (var item in node.Items)
                    Check(item, depth + 1);
                break;
            case JsonValueKind.String:
                Readable(() => node.Element.GetString()!, node.Pointer);
                break;
        }
    }

    /// <summary>Half a surrogate pair can be written as an escape, but is no text.</summary>
    private string Readable(Func<string> read, string pointer)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            throw Refuse(pointer, "has a text with half a surrogate pair", "write the whole character");
        }
    }
}
