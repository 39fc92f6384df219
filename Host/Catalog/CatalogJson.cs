using System.Text.Json.Serialization;

namespace LocalAI.Plugins.Host.Catalog;

/// <summary>How the catalog is printed by <c>--plugins-json</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<CatalogRow>))]
internal sealed partial class CatalogJson : JsonSerializerContext;
