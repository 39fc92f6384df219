using System.Text.Json;

namespace LocalAI.Plugins.Llama.Grammars;

/// <summary>A schema within a document.</summary>
/// <param name="Element">The object or boolean.</param>
/// <param name="Pointer">Where it stands, as a JSON pointer behind #.</param>
internal readonly record struct SchemaNode(JsonElement Element, string Pointer)
{
    /// <summary>The items of a list.</summary>
    public IEnumerable<SchemaNode> Items
    {
        get
        {
            var (element, pointer) = this;
            return element.EnumerateArray().Select((item, index) => new SchemaNode(item, $"{pointer}/{index}"));
        }
    }

    /// <returns>Null when there is no such keyword.</returns>
    public SchemaNode? Find(string name) => Element.TryGetProperty(name, out var child) ? Child(name, child) : null;

    /// <summary>The schema that stands here under a name.</summary>
    public SchemaNode Child(string name, JsonElement child) =>
        new(child, $"{Pointer}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}");
}
