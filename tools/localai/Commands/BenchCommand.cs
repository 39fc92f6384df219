using System.CommandLine;
using LocalAI.CommandLine.Hosting;

namespace LocalAI.CommandLine.Commands;

/// <summary><c>localai bench</c>: becomes the benchmarks of the repository.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var command = new Command("bench", "Run the benchmarks of the repository; all arguments are passed to them.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction((result, _) =>
        {
            if (Checkout.FindRoot(AppContext.BaseDirectory) is not { } root)
                throw new UserError("The benchmarks are part of the repository; run 'localai bench' from a checkout.");
            var project = Path.Combine(root, "tools", "bench");
            return ProcessControl.BecomeAsync("dotnet", ["run", "--project", project, "--", .. result.UnmatchedTokens]);
        });
        return command;
    }
}
