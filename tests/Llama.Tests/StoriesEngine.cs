using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAI.Plugins.Llama.Tests;

/// <summary>Models loaded by the engine as the host does it.</summary>
internal static class StoriesEngine
{
    /// <summary>Loads the small story model, or what <paramref name="configure"/> makes of the request.</summary>
    public static Task<IModel> LoadAsync(Action<ModelOptions>? configure = null)
    {
        var options = new ModelOptions { ModelFile = TestFiles.SharedModel("llm/stories260K-f32.gguf"), ContextSize = 512, Threads = 1 };
        configure?.Invoke(options);
        return new LlamaEngine().LoadAsync(options, Context(), TestContext.Current.CancellationToken);
    }

    /// <summary>The sentence with which a load is refused.</summary>
    public static async Task<string> RefusalAsync(Action<ModelOptions> configure)
    {
        var refusal = await Assert.ThrowsAsync<EngineException>(() => LoadAsync(configure));
        Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
        return refusal.Message;
    }

    /// <summary>The text that follows a prompt.</summary>
    public static async Task<string> TellAsync(this IModel model, PredictOptions request) =>
        (await ((ITextGenerator)model).PredictAsync(request, TestContext.Current.CancellationToken)).Message.ToStringUtf8();

    private static EngineContext Context() => new()
    {
        Logger = NullLogger.Instance,
        Device = Device.Cpu,
        PluginFolder = TestFiles.PluginFolder,
        Progress = new Progress<float>(),
        Capabilities = new NoOthers(),
    };

    private sealed class NoOthers : ICapabilityResolver
    {
        public CapabilityLease<T>? Acquire<T>(string? model = null) where T : class, ICapability => null;
    }
}
