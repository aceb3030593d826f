using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Launches;
using ProcessSafety.Analyzers.Domain.Names;
using ProcessSafety.Analyzers.Domain.Platforms;
using ProcessSafety.Analyzers.Engine.ControlFlow;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>
/// Pipe servers by which a program wants to know whether it runs already: an IOException means that another process has the name. That
/// is so on Windows; on Unix the second process takes the name over.
/// <code>try { s_pipe = new NamedPipeServerStream("app"); return true; } catch (IOException) { return false; }</code>
/// </summary>
internal static class PipeGuards
{
    private const string Server = "NamedPipeServerStream";

    /// <summary>The creations of one file, with the arguments that name the pipes.</summary>
    public static IEnumerable<(IObjectCreationOperation Creation, IArgumentOperation Name)> In(
        SemanticModelAnalysisContext file,
        ProcessModel model) =>
        from token in SyntaxIndex.Of(file.SemanticModel.SyntaxTree).Occurrences(Server, cancellationToken: file.CancellationToken)
        let node = token.Parent?.FirstAncestorOrSelf<ObjectCreationExpressionSyntax>()
        where node is not null && node.Type.Span.Contains(token.Span)
        let creation = file.SemanticModel.GetOperation(node, file.CancellationToken) as IObjectCreationOperation
        where creation is not null && creation.Type.Is("System.IO.Pipes." + Server) && IsAlone(creation)
        let name = Argument(creation, "pipeName")
        where name is not null
            && NamedPrimitives.Of(model).Text(name.Value, file.CancellationToken) is { IsConstant: true, MayBeEmpty: false }
            && IsDecided(creation, model, file.CancellationToken)
            && PlatformReach.Of(model).MayBeUnix(creation, file.CancellationToken)
        select (creation, name);

    /// <summary>True for a pipe of which one process is to have the only server.</summary>
    private static bool IsAlone(IObjectCreationOperation creation) =>
        Argument(creation, "maxNumberOfServerInstances") is not { } most || most.Value.ConstantValue is { HasValue: true, Value: 1 };

    private static IArgumentOperation? Argument(IObjectCreationOperation creation, string parameter) =>
        creation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter);

    /// <summary>True when a catch of the exception says that this process is not the one; in a loop it is tried again.</summary>
    private static bool IsDecided(IOperation creation, ProcessModel model, CancellationToken cancellationToken)
    {
        for (IOperation child = creation; child.Parent is { } parent; child = parent)
        {
            switch (parent)
            {
                case ILoopOperation or IAnonymousFunctionOperation:
                    return false;
                case ITryOperation attempt when attempt.Body == child:
                    return !TalksIn(attempt.Body)
                        && ControlFlow.LoopRound(attempt) is null
                        && attempt.Catches.Any(handler => handler.ExceptionType.Is("System.IO.IOException")
                            && Decides(handler.Handler, model, cancellationToken));
            }
        }

        return false;
    }

    /// <summary>True where the exception may be that of a connection.</summary>
    private static bool TalksIn(IOperation body) => body.Descendants().OfType<IInvocationOperation>().Any(static call =>
        call.TargetMethod.ContainingType.IsOrDerivesFrom("System.IO.Stream") && call.TargetMethod.Name is not ("Dispose" or "Close"));

    private static bool Decides(IBlockOperation handler, ProcessModel model, CancellationToken cancellationToken) =>
        Aftermath.IsEnd(handler)
        || handler.Descendants().Any(part => part switch
        {
            IReturnOperation { ReturnedValue: { } value } => IsBool(value),
            IReturnOperation => EntryPoints.Of(model).MainDeclaration(cancellationToken) == ControlFlow.BodyAround(handler).Syntax,
            ISimpleAssignmentOperation assignment => IsBool(assignment.Value),
            _ => false,
        });

    private static bool IsBool(IOperation value) => ValueOrigin.Unwrap(value).ConstantValue is { HasValue: true, Value: bool };
}
