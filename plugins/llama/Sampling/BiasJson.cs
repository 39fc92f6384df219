using System.Text.Json.Serialization;

namespace LocalAI.Plugins.Llama.Sampling;

/// <summary>Compile-time JSON metadata for texts.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class BiasJson : JsonSerializerContext;
