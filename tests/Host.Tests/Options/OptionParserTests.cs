using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Host.Options;

namespace LocalAI.Plugins.Host.Tests.Options;

public class OptionParserTests
{
    [Theory]
    [InlineData("--addr 127.0.0.1:4711")]
    [InlineData("--addr=127.0.0.1:4711")]
    [InlineData("-addr 127.0.0.1:4711")]
    [InlineData("-addr=127.0.0.1:4711")]
    [InlineData("-a 127.0.0.1:4711")]
    [InlineData("--addr localhost:1 --addr 127.0.0.1:4711")]
    public void Takes_the_address_in_every_spelling(string line) =>
        Assert.Equal("127.0.0.1:4711", Parse(line.Split(' ')).Options.Address.ToString());

    [Fact]
    public void Listens_on_localhost_50051_when_nothing_is_said() =>
        Assert.Equal("localhost:50051", Parse([]).Options.Address.ToString());

    [Fact]
    public void A_flag_wins_over_its_variable() => Assert.Equal(
        3, Parse(["--models-per-engine", "3"], ("LOCALAI_PLUGINS_MODELS_PER_ENGINE", "7")).Options.ModelsPerEngine);

    [Fact]
    public void A_variable_counts_where_no_flag_is_given() =>
        Assert.Equal(7, Parse([], ("LOCALAI_PLUGINS_MODELS_PER_ENGINE", "7")).Options.ModelsPerEngine);

    [Fact]
    public void An_empty_variable_counts_as_not_set() => Assert.Null(Parse([], ("LOCALAI_GRPC_AUTH_TOKEN", "")).Options.Token);

    [Fact]
    public void Reports_every_fault_at_once()
    {
        var faults = Parse(["--queue", "-1", "--device", "toaster", "--nope"], ("LOCALAI_LOG_LEVEL", "loud")).Faults;

        Assert.Equal(4, faults.Count);
        Assert.Contains(faults, fault => fault.Contains("--nope"));
        Assert.Contains(faults, fault => fault.StartsWith("--queue is '-1'", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.StartsWith("--device is 'toaster'", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.StartsWith("LOCALAI_LOG_LEVEL is 'loud'", StringComparison.Ordinal));
    }

    [Fact]
    public void Reads_a_device_with_and_without_index()
    {
        Assert.Equal((DeviceKind.Cuda, 1), (Parse(["--device", "cuda:1"]).Options.Device!.Kind, 1));
        Assert.Null(Parse(["--device", "cuda"]).Options.Device!.Index);
    }

    [Fact]
    public void The_start_line_names_every_option_and_masks_the_token()
    {
        var line = Parse(["--queue", "9"], ("LOCALAI_GRPC_AUTH_TOKEN", "hunter2")).StartLine;

        Assert.All(OptionRegister.Entries.Where(entry => !entry.AnswersAndExits), entry =>
            Assert.Contains(entry.Name + "=", line));
        Assert.Contains("queue=9", line);
        Assert.Contains("auth-token=***", line);
        Assert.DoesNotContain("hunter2", line);
    }

    [Fact]
    public void The_help_names_every_flag_and_variable_but_the_hidden_ones()
    {
        var help = new StringWriter();
        new OptionParser().WriteHelp(help);

        Assert.All(OptionRegister.Entries, entry =>
            Assert.Equal(!entry.Hidden && !entry.VariableOnly, help.ToString().Contains($" {entry.Flag} ")));
        Assert.All(OptionRegister.Entries.Where(entry => !entry.AnswersAndExits), entry =>
            Assert.Contains(entry.Variable, help.ToString()));
    }

    [Fact]
    public void Asking_for_help_or_version_is_no_fault()
    {
        Assert.True(Parse(["--help"]).HelpAsked);
        Assert.True(Parse(["--version"]).VersionAsked);
        Assert.Empty(Parse(["--help"]).Faults);
        Assert.False(Parse([]).HelpAsked);
    }

    [Fact]
    public void The_token_cannot_be_given_on_the_command_line() => Assert.NotEmpty(Parse(["--auth-token", "x"]).Faults);

    private static ParsedOptions Parse(string[] arguments, params (string Name, string Value)[] variables) =>
        new OptionParser().Parse(arguments, name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}
