using System.Text.Json.Serialization;

namespace LocalAI.Plugins.Faces.Packs;

/// <summary>
/// Reads descriptions without reflection, so that the plugin can be unloaded. A property with a default has a setter: what the generator
/// writes sets each that can only be initialised, to nothing where the file leaves it out.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(PackDescription))]
internal sealed partial class PackJson : JsonSerializerContext;
