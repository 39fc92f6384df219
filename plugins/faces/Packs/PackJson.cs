using System.Text.Json.Serialization;

namespace LocalAI.Plugins.Faces.Packs;

/// <summary>Reads descriptions without reflection, so that the plugin can be unloaded.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(PackDescription))]
internal sealed partial class PackJson : JsonSerializerContext;
