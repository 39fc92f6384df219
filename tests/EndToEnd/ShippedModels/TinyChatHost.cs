using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.EndToEnd.Tests.Llama;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.EndToEnd.Tests.ShippedModels;

/// <summary>A host with the model that chats, shared by the tests of a class, and what is said to it.</summary>
public sealed class TinyChatHost : IAsyncLifetime
{
    /// <summary>The model that the project ships.</summary>
    internal static ModelOptions Model => new()
    {
        Model = "tiny-chat",
        ModelFile = Repository.Shipped("tiny-chat"),
        Threads = 1,
    };

    internal RunningHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await StoryHost.StartAsync(Model);

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    /// <summary>What it says to messages, always its likeliest words.</summary>
    internal Task<ChatDelta> AskAsync(params Message[] messages) => AskAsync(Host, new PredictOptions { Messages = { messages } });

    /// <summary>What a host says to a request's messages, always the likeliest words.</summary>
    internal static async Task<ChatDelta> AskAsync(RunningHost host, PredictOptions request)
    {
        (request.UseTokenizerTemplate, request.Temperature, request.TopP) = (true, 0, 1);
        request.Tokens = 200;
        request.Metadata.TryAdd("enable_thinking", "false");
        var reply = await host.Client.PredictAsync(request, RunningHost.Soon());
        return Assert.Single(reply.ChatDeltas);
    }

    internal static Message User(string content) => new() { Role = "user", Content = content };

    internal static Message SystemPrompt(string content) => new() { Role = "system", Content = content };

    internal static Message Assistant(string content) => new() { Role = "assistant", Content = content };
}
