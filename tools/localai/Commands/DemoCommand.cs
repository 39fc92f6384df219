using System.CommandLine;
using System.Globalization;
using LocalAI.CommandLine.Clients;
using LocalAI.CommandLine.Hosting;
using LocalAI.CommandLine.Options;
using LocalAI.CommandLine.Rendering;
using LocalAI.Plugins.Protocol;
using Spectre.Console;

namespace LocalAI.CommandLine.Commands;

/// <summary><c>localai demo</c>: everything once, on a small model.</summary>
internal static class DemoCommand
{
    private const string Prompt = "Once upon a time";
    private const int Tokens = 120;

    private const string Weather = """
        [{"type": "function", "function": {"name": "get_weather", "description": "Get the weather in a city.", "parameters": {
          "type": "object", "properties": {"location": {"type": "string"}}, "required": ["location"]}}}]
        """;

    public static Command Create(Terminal terminal)
    {
        var command = new Command("demo", "Start the host, show its plugins and devices, and have a model tell a story and chat.");
        var load = new LoadOptions(command, ShippedModel.Chat);
        var connection = new ConnectionOptions(command);
        load.Require(command, connection);
        command.SetAction(async (result, cancellationToken) =>
        {
            var settings = connection.Read(result);
            var model = load.Read(result, settings)!;
            if (settings.Address is null)
                await ShowHostAsync(terminal, HostScript.Find(settings.Host, AppContext.BaseDirectory), cancellationToken);
            await BackendSession.RunAsync(
                settings,
                terminal,
                async session =>
                {
                    await TellStoryAsync(session, terminal, model, cancellationToken);
                    if (load.IsShipped(result))
                        await ChatAsync(session, terminal, cancellationToken);
                },
                cancellationToken);
            ShowNext(terminal, model.ModelFile);
            return 0;
        });
        return command;
    }

    private static async Task ShowHostAsync(Terminal terminal, string script, CancellationToken cancellationToken)
    {
        terminal.Console.WriteLine($"Host: {script}");
        Heading(terminal, "Plugins");
        PluginsView.Write(terminal, await HostQuery.AskAsync(script, PluginsCommand.Question, cancellationToken));
        Heading(terminal, "Devices");
        DevicesView.Write(terminal, await HostQuery.AskAsync(script, DevicesCommand.Question, cancellationToken));
    }

    private static async Task TellStoryAsync(
        BackendSession session, Terminal terminal, ModelOptions model, CancellationToken cancellationToken)
    {
        var time = await session.LoadAsync(model, cancellationToken);
        var seconds = time.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);
        Heading(terminal, $"{model.Model}, loaded in {seconds} s, tells a story");

        terminal.Data.Write(System.Text.Encoding.UTF8.GetBytes(Prompt));
        var options = new PredictOptions { Prompt = Prompt, Tokens = Tokens, TopP = 1f, TypicalP = 1f };
        var statistics = await Completion.StreamAsync(session.Client, options, terminal, cancellationToken);

        Heading(terminal, statistics.ToString());
        var status = await session.Client.StatusAsync(new HealthMessage(), cancellationToken: cancellationToken);
        StatusView.WriteMemory(terminal, StatusResult.Of(status));
    }

    private static async Task ChatAsync(BackendSession session, Terminal terminal, CancellationToken cancellationToken)
    {
        Heading(terminal, "It answers");
        await AskAsync(session, terminal, "What is the capital of France?", tools: "", cancellationToken);
        Heading(terminal, "It calls tools");
        await AskAsync(session, terminal, "What's the weather like in Paris, France?", Weather, cancellationToken);
    }

    private static async Task AskAsync(
        BackendSession session, Terminal terminal, string question, string tools, CancellationToken cancellationToken)
    {
        terminal.Console.WriteLine($"> {question}");
        var conversation = new Conversation(system: null, tools);
        conversation.AddUser(question);
        var sampling = new PredictOptions { Tokens = Tokens, TopP = 1f, TypicalP = 1f };
        await ChatTurn.StreamAsync(session.Client, conversation.Request(sampling), terminal, cancellationToken);
    }

    private static void ShowNext(Terminal terminal, string model)
    {
        Heading(terminal, "Next");
        const string Tool = "dotnet run --project tools/localai --";
        var file = Path.GetRelativePath(Environment.CurrentDirectory, model);
        terminal.Console.WriteLine($"  {Tool} chat --model {file}");
        terminal.Console.WriteLine($"  {Tool} serve --addr 127.0.0.1:50051");
        terminal.Console.WriteLine($"  {Tool} install --to DIR     (backends for LocalAI)");
        terminal.Console.WriteLine($"  {Tool} --help");
    }

    private static void Heading(Terminal terminal, string text)
    {
        terminal.Console.WriteLine();
        terminal.Console.WriteLine(text, new Style(decoration: Decoration.Bold));
    }
}
