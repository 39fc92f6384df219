using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Loading;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Tests.Loading;

/// <summary>Reads LoadModel requests for tests.</summary>
internal static class LoadRequest
{
    public static LoadSettings Read(params string[] options) => Read(_ => { }, options);

    public static LoadSettings Read(Action<ModelOptions> fields, params string[] options) => Read(fields, "", options);

    public static LoadSettings Read(Action<ModelOptions> fields, string parallelVariable, params string[] options)
    {
        var request = new ModelOptions { ModelFile = "model.gguf" };
        request.Options.AddRange(options);
        fields(request);
        return LoadSettingsReader.Read(request, name => name == "LLAMACPP_PARALLEL" ? parallelVariable : null);
    }

    /// <summary>The message with which a request is refused.</summary>
    public static string Refusal(Action<ModelOptions> fields, params string[] options)
    {
        var refusal = Assert.Throws<EngineException>(() => Read(fields, options));
        Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
        Assert.StartsWith("LoadModel cannot use these settings: ", refusal.Message, StringComparison.Ordinal);
        return refusal.Message;
    }
}
