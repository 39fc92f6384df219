using System.CommandLine;
using LocalAI.CommandLine.Options;

namespace LocalAI.CommandLine.Tests.Options;

public class LoadOptionsTests
{
    [Theory]
    [InlineData("", "No model is named; give --model FILE, or --addr HOST:PORT of a host that has one loaded.")]
    [InlineData("--model file.gguf", null)]
    [InlineData("--addr 127.0.0.1:1", null)]
    public void A_model_is_asked_for_where_none_comes_with_the_command(string args, string? error)
    {
        var command = new Command("test");
        var load = new LoadOptions(command);
        load.Require(command, new ConnectionOptions(command));

        Assert.Equal(error, command.Parse(args).Errors.SingleOrDefault()?.Message);
    }
}
