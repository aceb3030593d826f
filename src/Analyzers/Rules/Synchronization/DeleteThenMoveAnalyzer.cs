using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProcessSafety.Analyzers.Domain.Facts;
using ProcessSafety.Analyzers.Engine.Syntax;
using ProcessSafety.Analyzers.Engine.Values;
using ProcessSafety.Analyzers.Knowledge;

namespace ProcessSafety.Analyzers.Synchronization;

/// <summary>
/// PSAFE311: a file is deleted so that another one can be moved to its place.
/// Reported on File.Delete when the next statement is a File.Move to the same path, also where File.Exists is asked first.
/// Left alone: frameworks whose File.Move cannot overwrite, another destination, and a statement between the two.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeleteThenMoveAnalyzer : ProcessSafetyAnalyzer
{
    private const string Delete = "Delete";
    private const string Exists = "Exists";
    private const string Move = "Move";
    private const string Source = "path";
    private const string Destination = "destFileName";
    private const string Overwrite = "overwrite";

    public DeleteThenMoveAnalyzer()
        : base(Rules.DeletedBeforeMove)
    {
    }

    internal override void Register(CompilationStartAnalysisContext context, ProcessModel model) =>
        context.RegisterSemanticModelAction(static file =>
        {
            SyntaxIndex index = SyntaxIndex.Of(file.SemanticModel.SyntaxTree);
            if (!index.HasWord(Delete, file.CancellationToken) || !index.HasWord(nameof(System.IO.File), file.CancellationToken))
            {
                return;
            }

            foreach (InvocationExpressionSyntax call in index.CallsOf(Move, file.CancellationToken))
            {
                if (call.Parent is ExpressionStatementSyntax statement
                    && file.SemanticModel.GetOperation(statement, file.CancellationToken) is IExpressionStatementOperation moving
                    && FileCall(moving.Operation, Move) is { Arguments.Length: 2 } move
                    && CanOverwrite(move.TargetMethod.ContainingType)
                    && PathOf(move, Destination) is { } path
                    && DeletionOf(path, Before(moving)) is { } deletion)
                {
                    file.ReportDiagnostic(Diagnostic.Create(
                        Rules.DeletedBeforeMove,
                        deletion.Syntax.GetLocation(),
                        new[] { move.Syntax.GetLocation() },
                        Sites.OneLine(deletion.Syntax.ToString()),
                        Sites.OneLine(move.Syntax.ToString())));
                }
            }
        });

    private static IOperation? Before(IOperation statement) =>
        statement.Parent?.ChildOperations.TakeWhile(sibling => sibling != statement).LastOrDefault();

    /// <summary>The deletion of that path that a statement is, also below the question whether the file is there.</summary>
    private static IInvocationOperation? DeletionOf(IOperation path, IOperation? statement) => statement switch
    {
        IExpressionStatementOperation { Operation: var call } => CallOn(path, call, Delete),
        IBlockOperation { Operations: { Length: 1 } only } => DeletionOf(path, only[0]),
        IConditionalOperation { WhenFalse: null } question when CallOn(path, question.Condition, Exists) is not null =>
            DeletionOf(path, question.WhenTrue),
        _ => null,
    };

    private static IInvocationOperation? CallOn(IOperation path, IOperation operation, string name) =>
        FileCall(operation, name) is { } call && PathOf(call, Source) is { } other && IsSame(path, other) ? call : null;

    private static IInvocationOperation? FileCall(IOperation operation, string name) =>
        ValueOrigin.Unwrap(operation) is IInvocationOperation call
        && call.TargetMethod.Name == name
        && call.TargetMethod.ContainingType.Is(KnownTypes.File)
            ? call
            : null;

    private static IOperation? PathOf(IInvocationOperation call, string parameter) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value;

    private static bool CanOverwrite(INamedTypeSymbol file) => file.GetMembers(Move)
        .OfType<IMethodSymbol>()
        .Any(static method => method.Parameters.Any(static parameter => parameter.Name == Overwrite));

    /// <summary>
    /// True for one expression, written twice, that says the same path twice. Both are in one list of statements, where a name means
    /// the same.
    /// </summary>
    private static bool IsSame(IOperation left, IOperation right) =>
        SyntaxFactory.AreEquivalent(left.Syntax, right.Syntax) && !left.DescendantsAndSelf().Any(MayChange);

    private static bool MayChange(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: var method } => method.ContainingType.SpecialType != SpecialType.System_String
            && (!method.ContainingType.Is("System.IO.Path") || method.Name is "GetRandomFileName" or "GetTempFileName"),
        IAssignmentOperation or IIncrementOrDecrementOperation or IAwaitOperation or IObjectCreationOperation => true,
        _ => operation.Kind is OperationKind.DynamicInvocation or OperationKind.Invalid,
    };
}
